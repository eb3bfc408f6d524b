using Mono.Cecil;
using Shouldly;

namespace Tracker.Tests.Architecture;

/// <summary>A reader of shared code or of one system needs no alias to tell two types apart. Two systems may use the same names.</summary>
public sealed class NameTests
{
    [Fact]
    public void No_type_name_stands_twice_in_shared_code() => Walls.NamesTwice(Shared).ShouldBeEmpty();

    [Fact]
    public void No_system_has_a_type_name_of_shared_code() =>
        Names(House.Systems).Intersect(Names(Shared)).ShouldBeEmpty();

    [Fact]
    public void A_type_name_that_stands_twice_is_reported() => Walls.NamesTwice([.. Shared, .. Shared.Take(1)]).ShouldNotBeEmpty();

    private static IEnumerable<AssemblyDefinition> Shared => House.Assemblies.Except(House.Systems);

    private static IEnumerable<string> Names(IEnumerable<AssemblyDefinition> assemblies) =>
        assemblies.SelectMany(House.OwnTypes).Select(type => type.Name);
}

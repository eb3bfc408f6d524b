using Mono.Cecil;
using Shouldly;

namespace Tracker.Tests.Architecture;

public sealed class FolderTests
{
    [Fact]
    public void Services_of_a_system_do_not_use_each_other() => House.Systems.SelectMany(Walls.ServicesThatUseEachOther).ShouldBeEmpty();

    [Fact]
    public void Every_system_has_services() => House.Systems.ShouldAllBe(system => Walls.ServiceFolders(system).Count > 1);

    [Fact]
    public void Folders_of_a_module_form_no_circle() =>
        House.Modules.SelectMany(module => Walls.FoldersInACircle(House.Types(module))).ShouldBeEmpty();

    [Fact]
    public void Folders_that_form_a_circle_are_reported() =>
        Walls.FoldersInACircle(House.Types(AssemblyDefinition.ReadAssembly(GetType().Assembly.Location)), "Tracker.Tests.Architecture.")
            .ShouldBe(["Circle.One <-> Circle.Two"]);
}

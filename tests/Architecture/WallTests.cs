using Mono.Cecil;
using Npgsql;
using Shouldly;
using Tracker.Platform.Redis;

namespace Tracker.Tests.Architecture;

public sealed class WallTests
{
    [Fact]
    public void Every_layer_is_found() =>
        House.Assemblies.Select(assembly => House.Layer(assembly.Name.Name)).Distinct().Order()
            .ShouldBe(["Host", "Modules", "Platform", "Systems"]);

    [Fact]
    public void No_reference_runs_up_or_sideways() =>
        House.Assemblies
            .SelectMany(assembly => assembly.MainModule.AssemblyReferences
                .Select(reference => (From: assembly.Name.Name, To: reference.Name)))
            .Where(arrow => !Walls.Allows(arrow.From, arrow.To))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("Tracker.Platform.Http", "Tracker.Modules.Tasks")]
    [InlineData("Tracker.Modules.Tasks", "Tracker.Systems.One")]
    [InlineData("Tracker.Modules.Tasks", "Tracker.Modules.Identity")]
    [InlineData("Tracker.Systems.One", "Tracker.Systems.Two")]
    [InlineData("Tracker.Systems.One", "Tracker.Host")]
    public void A_reference_that_runs_up_or_sideways_is_reported(string from, string to) => Walls.Allows(from, to).ShouldBeFalse();

    [Fact]
    public void Modules_do_not_know_HTTP() =>
        House.Modules
            .SelectMany(module => module.MainModule.AssemblyReferences.Select(reference => $"{module.Name.Name} -> {reference.Name}"))
            .Where(arrow => arrow.Contains("-> Microsoft.AspNetCore", StringComparison.Ordinal)
                || arrow.Contains("-> Tracker.Platform.Http", StringComparison.Ordinal)
                || arrow.Contains("-> Tracker.Platform.Hosting", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Modules_know_no_broker_and_no_Redis() =>
        House.Modules
            .SelectMany(module => Walls.BrokersIn(House.Types(module).SelectMany(House.Mentions).Concat(House.References(module))))
            .ShouldBeEmpty();

    [Fact]
    public void A_type_that_uses_Redis_is_reported() =>
        Walls.BrokersIn(House.Mentions(TypeOfThisAssembly(nameof(UseCaseWithRedis)))).ShouldNotBeEmpty();

    [Fact]
    public void Entities_use_no_database_no_HTTP_and_no_broker()
    {
        var entities = House.Modules.SelectMany(House.OwnTypes).Where(Walls.IsEntity).ToList();

        entities.Count.ShouldBeGreaterThan(4);
        entities.SelectMany(Walls.TechnologyIn).ShouldBeEmpty();
    }

    [Fact]
    public void An_entity_that_touches_a_database_is_reported() =>
        Walls.TechnologyIn(TypeOfThisAssembly(nameof(EntityWithSql))).ShouldNotBeEmpty();

    [Fact]
    public void Shared_code_names_no_system() =>
        House.SharedAssemblies.SelectMany(House.Types).SelectMany(Walls.SystemNamesIn).ShouldBeEmpty();

    [Fact]
    public void Shared_code_that_names_a_system_is_reported() =>
        Walls.SystemNamesIn(TypeOfThisAssembly(nameof(RuleWithSystemName))).ShouldNotBeEmpty();

    private static TypeDefinition TypeOfThisAssembly(string name) =>
        AssemblyDefinition.ReadAssembly(typeof(WallTests).Assembly.Location).MainModule.GetTypes().Single(type => type.Name == name);

    private sealed class EntityWithSql
    {
        public static string Load(NpgsqlConnection connection) => connection.Database;
    }

    private sealed class UseCaseWithRedis
    {
        public static string Describe(RedisUrl url) => $"{url}";
    }

    private sealed class RuleWithSystemName
    {
        public static bool Applies(string system) => system == "task-manager";
    }
}

using Mono.Cecil;
using Shouldly;

namespace Tracker.Tests.Architecture;

/// <summary>Operators find an event by its id, whatever its text says today.</summary>
public sealed class LogEventTests
{
    [Fact]
    public void Every_log_event_has_a_unique_id()
    {
        var events = House.Assemblies.SelectMany(House.Types).SelectMany(type => type.Methods).SelectMany(EventIds).ToList();

        events.Count.ShouldBeGreaterThan(30);
        events.GroupBy(log => log.Id).Where(same => same.Count() > 1).SelectMany(same => same).ShouldBeEmpty();
    }

    private static IEnumerable<(int Id, string Method)> EventIds(MethodDefinition method) =>
        method.CustomAttributes.Where(attribute => attribute.AttributeType.Name == "LoggerMessageAttribute")
            .Select(attribute => ((int)attribute.ConstructorArguments[0].Value, method.FullName));
}

using System.CommandLine;
using Tracker.Host.Running;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Commands;

/// <summary><c>up [SYSTEM]</c>: runs every service of a system in this process.</summary>
internal static class UpCommand
{
    public static Command For(IReadOnlyList<SystemDefinition> systems)
    {
        var name = new Argument<string>("SYSTEM") { DefaultValueFactory = _ => systems[0].Name };
        var command = new Command("up") { name };
        command.SetAction(async (parsed, _) =>
        {
            var system = systems.Find(parsed.GetRequiredValue(name));
            return await ForegroundProcess.RunAsync((output, stop) =>
                new SystemUp(system, ProcessEnvironment.Read(), output, TimeProvider.System).RunAsync(stop));
        });
        return command;
    }
}

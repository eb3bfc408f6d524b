using System.CommandLine;
using Tracker.Host.Running;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Commands;

/// <summary><c>serve SYSTEM/SERVICE</c>: runs one service, configured by its environment.</summary>
internal static class ServeCommand
{
    public static Command For(IReadOnlyList<SystemDefinition> systems)
    {
        var path = new Argument<string>("SYSTEM/SERVICE");
        var command = new Command("serve") { path };
        command.SetAction(async (parsed, _) =>
        {
            var (system, service) = systems.FindService(parsed.GetRequiredValue(path));
            return await ForegroundProcess.RunAsync((output, stop) =>
                new ServiceServe(system, service, ProcessEnvironment.Read(), output, TimeProvider.System).RunAsync(stop));
        });
        return command;
    }
}

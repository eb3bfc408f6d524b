using System.CommandLine;
using System.Reflection;
using Tracker.Host.Postgres;

namespace Tracker.Host.Commands;

/// <summary><c>version</c>: the versions that a bug report should include.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version");
        command.SetAction(_ =>
        {
            var own = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            Console.WriteLine($"TaskTracker {own}");
            Console.WriteLine($".NET {Environment.Version}");
            Console.WriteLine(PostgresBinaries.Describe());
        });
        return command;
    }
}

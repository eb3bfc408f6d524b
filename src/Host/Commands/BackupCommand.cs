using System.CommandLine;
using Tracker.Host.Backups;
using Tracker.Host.Running;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Commands;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>: all data of a system that <c>up</c> runs.</summary>
internal static class BackupCommand
{
    public static Command Backup(IReadOnlyList<SystemDefinition> systems) => For("backup", systems, async (system, file, stop) =>
    {
        var manifest = await new SystemBackup(system, ProcessEnvironment.Read(), Console.Error, TimeProvider.System).WriteAsync(file, stop);
        await PrintAsync($"Backed up {system.Name} to {file}", manifest);
    });

    public static Command Restore(IReadOnlyList<SystemDefinition> systems) => For("restore", systems, async (system, file, stop) =>
    {
        var manifest = await new SystemRestore(system, ProcessEnvironment.Read(), Console.Error).ReadAsync(file, stop);
        await PrintAsync($"Restored {system.Name} as of {manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC", manifest);
    });

    private static Command For(
        string name, IReadOnlyList<SystemDefinition> systems, Func<SystemDefinition, string, CancellationToken, Task> run)
    {
        var file = new Argument<string>("FILE");
        var system = new Option<string>("--system") { DefaultValueFactory = _ => systems[0].Name };
        var command = new Command(name) { file, system };
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            try
            {
                await run(systems.Find(parsed.GetRequiredValue(system)), Path.GetFullPath(parsed.GetRequiredValue(file)), signals.Stop);
            }
            catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
            {
                throw new StartException($"The {name} was cancelled.");
            }
        });
        return command;
    }

    private static async Task PrintAsync(string done, BackupManifest manifest)
    {
        await Console.Out.WriteLineAsync(done);
        foreach (var (store, tables) in manifest.Databases)
        {
            foreach (var (table, rows) in tables)
            {
                await Console.Out.WriteLineAsync($"  {store} {table} {rows}");
            }
        }

        await Console.Out.WriteLineAsync($"  files {manifest.FileCount}");
    }
}

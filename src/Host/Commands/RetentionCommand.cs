using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Retention;

namespace Tracker.Host.Commands;

/// <summary><c>retention</c>: runs the retention rules of a system's services, or shows what they would delete or archive.</summary>
internal static class RetentionCommand
{
    private static readonly string[] DryHeads = ["DUE", "LAST RUN (UTC)"];
    private static readonly string[] Heads = ["REMOVED"];

    public static Command For(IReadOnlyList<SystemDefinition> systems)
    {
        var system = new Option<string>("--system") { DefaultValueFactory = _ => systems[0].Name };
        var service = new Option<string>("--service");
        var dryRun = new Option<bool>("--dry-run");
        var command = new Command("retention") { system, service, dryRun };
        command.SetAction(async (parsed, _) =>
        {
            var found = systems.Find(parsed.GetRequiredValue(system));
            await OperatorConsole.RunAsync(
                found,
                found.ServicesNamed(parsed.GetValue(service)),
                mayCreate: false,
                (session, stop) => RunAsync(found, session, parsed.GetValue(dryRun), stop));
        });
        return command;
    }

    private static async Task RunAsync(SystemDefinition system, OperatorSession session, bool dryRun, CancellationToken stop)
    {
        var rows = new List<string[]>();
        var failures = new List<string>();
        foreach (var (service, provider) in session.Services)
        {
            foreach (var rule in provider.GetServices<RetentionRule>())
            {
                string[] result = await TryAsync(rule, dryRun ? () => PreviewAsync(rule, stop) : () => ApplyAsync(rule, stop), failures);
                rows.Add([service, rule.Name, .. result, rule.Text]);
            }
        }

        if (rows.Count == 0)
        {
            await Console.Out.WriteLineAsync($"{system.Name} has no retention rules.");
            return;
        }

        await TextTable.WriteAsync(Console.Out, ["SERVICE", "DATA", .. dryRun ? DryHeads : Heads, "RULE"], rows);
        if (failures.Count > 0)
        {
            throw new StartException(string.Join(Environment.NewLine, failures));
        }
    }

    // The other rules run although one storage is away.
    private static async Task<string[]> TryAsync(RetentionRule rule, Func<Task<string[]>> run, List<string> failures)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failures.Add($"{rule.Name}: {e.Message}");
            return ["failed"];
        }
    }

    private static async Task<string[]> PreviewAsync(RetentionRule rule, CancellationToken stop)
    {
        var due = Number(rule, await rule.CountDueAsync(stop));
        return [due, await rule.LastRunAsync(stop) is { } last ? LastRun(last.At, last.Rows) : rule.KeepsAll ? "-" : "never"];
    }

    private static async Task<string[]> ApplyAsync(RetentionRule rule, CancellationToken stop) =>
        [await rule.RunAsync(stop) is { } rows ? Number(rule, rows) : "running in another instance"];

    private static string Number(RetentionRule rule, long rows) => rule.KeepsAll ? "-" : rows.ToString(CultureInfo.InvariantCulture);

    private static string LastRun(DateTime at, long rows) =>
        string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm:ss}, {rows} removed");
}

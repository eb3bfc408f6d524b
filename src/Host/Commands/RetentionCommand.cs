using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Retention;

namespace Tracker.Host.Commands;

/// <summary><c>retention</c>: runs the rules of a system's services now, or tells what they would do.</summary>
internal static class RetentionCommand
{
    private static readonly string[] DryHeads = ["WOULD GO NOW", "LAST RUN (UTC)"];
    private static readonly string[] Heads = ["WENT"];

    public static Command For(IReadOnlyList<SystemDefinition> systems)
    {
        var system = new Option<string>("--system") { DefaultValueFactory = _ => systems[0].Name };
        var service = new Option<string>("--service");
        var dryRun = new Option<bool>("--dry-run");
        var command = new Command("retention") { system, service, dryRun };
        command.SetAction(async (parsed, _) =>
        {
            var found = systems.Find(parsed.GetRequiredValue(system));
            await OperatorConsole.RunUntilStoppedAsync(
                found, found.ServicesNamed(parsed.GetValue(service)), (session, stop) => RunAsync(found, session, parsed.GetValue(dryRun), stop));
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
                string[] told = await TryAsync(rule, dryRun ? () => LookAsync(rule, stop) : () => TakeAsync(rule, stop), failures);
                rows.Add([service, rule.Name, .. told, rule.Text]);
            }
        }

        if (rows.Count == 0)
        {
            await Console.Out.WriteLineAsync($"Nothing of {system.Name} is ever taken away.");
            return;
        }

        await TextTable.WriteAsync(Console.Out, ["SERVICE", "DATA", .. dryRun ? DryHeads : Heads, "RULE"], rows);
        if (failures.Count > 0)
        {
            throw new StartException(string.Join(Environment.NewLine, failures));
        }
    }

    // A storage that is away must not keep the other rules from running.
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

    private static async Task<string[]> LookAsync(RetentionRule rule, CancellationToken stop) =>
        [Number(rule, await rule.CountDueAsync(stop)), await rule.LastRunAsync(stop) is { } last ? Last(last.At, last.Rows) : rule.KeepsAll ? "-" : "never"];

    private static async Task<string[]> TakeAsync(RetentionRule rule, CancellationToken stop) =>
        [await rule.RunAsync(stop) is { } rows ? Number(rule, rows) : "another instance is at it"];

    private static string Number(RetentionRule rule, long rows) => rule.KeepsAll ? "-" : rows.ToString(CultureInfo.InvariantCulture);

    private static string Last(DateTime at, long rows) => string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm:ss}, {rows} went");
}

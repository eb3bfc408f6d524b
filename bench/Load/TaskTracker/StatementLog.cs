using System.Text.RegularExpressions;

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>A statement as PostgreSQL received it.</summary>
/// <param name="Sql">With parameters as <c>$1</c>.</param>
/// <param name="Parameters">As literals.</param>
internal sealed record Statement(string Sql, IReadOnlyList<string> Parameters);

/// <summary>Records the statements of requests in PostgreSQL's log.</summary>
internal sealed partial class StatementLog(TaskData data, string logFile)
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan BackgroundRound = TimeSpan.FromMilliseconds(2500);
    private HashSet<string>? background;

    /// <summary>Runs the actions one after the other, and returns the statements of each, without those of background work.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Statement>>> RecordAsync(IEnumerable<Func<Task>> actions, CancellationToken ct)
    {
        await SetAsync("all", ct);
        try
        {
            background ??= [.. (await ReadAsync(() => Task.Delay(BackgroundRound, ct), ct)).Select(statement => statement.Sql)];
            var recorded = new List<IReadOnlyList<Statement>>();
            foreach (var action in actions)
            {
                recorded.Add([.. (await ReadAsync(action, ct)).Where(statement => !background.Contains(statement.Sql))]);
            }

            return recorded;
        }
        finally
        {
            await SetAsync("none", CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<Statement>> ReadAsync(Func<Task> action, CancellationToken ct)
    {
        var start = new FileInfo(logFile).Length;
        await action();
        await Task.Delay(Settle, ct);
        await using var log = new FileStream(logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = start;
        using var reader = new StreamReader(log);
        return Parse(await reader.ReadToEndAsync(ct));
    }

    private async Task SetAsync(string what, CancellationToken ct)
    {
        await using var session = await data.OpenAsync(ct);
        await TaskData.ExecuteAsync(session, $"alter system set log_statement = '{what}'", ct);
        await TaskData.ExecuteAsync(session, "select pg_reload_conf()", ct);
        await Task.Delay(Settle, ct);
    }

    // An entry starts with a time; its further lines start with a tab.
    private static List<Statement> Parse(string log)
    {
        var statements = new List<Statement>();
        foreach (var entry in log.Replace("\n\t", "\0", StringComparison.Ordinal).Split('\n').Select(line => line.Replace('\0', '\n')))
        {
            if (Executed().Match(entry) is { Success: true } executed)
            {
                statements.Add(new Statement(executed.Groups["sql"].Value, []));
            }
            else if (Detail().Match(entry) is { Success: true } detail && statements.Count > 0)
            {
                statements[^1] = statements[^1] with
                {
                    Parameters = [.. Literal().Matches(detail.Groups["values"].Value).Select(literal => literal.Groups["value"].Value)],
                };
            }
        }

        return statements;
    }

    [GeneratedRegex(@"LOG:  (execute [^:]*|statement): (?<sql>.*)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Executed();

    [GeneratedRegex(@"DETAIL:  parameters: (?<values>.*)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Detail();

    [GeneratedRegex(@"\$\d+ = (?<value>'([^']|'')*'|NULL)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}

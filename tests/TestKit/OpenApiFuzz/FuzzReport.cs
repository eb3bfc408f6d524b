using System.Text;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>What came of a run.</summary>
/// <param name="Seed">Makes the same choices again.</param>
/// <param name="Requests">How many were sent.</param>
/// <param name="Ledger">How often each operation gave each status; 0 stands for no answer at all.</param>
/// <param name="Failures">The answers that must not be.</param>
public sealed record FuzzReport(int Seed, int Requests, IReadOnlyDictionary<string, SortedDictionary<int, int>> Ledger, IReadOnlyList<FuzzFailure> Failures)
{
    /// <summary>Operations that never answered with success: the generator did not get through to them.</summary>
    public IEnumerable<string> NeverReached => Ledger.Where(operation => !operation.Value.Keys.Any(status => status is >= 200 and < 300)).Select(operation => operation.Key);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder($"{Requests} requests, seed {Seed}, {Failures.Count} failures\n");
        foreach (var (operation, statuses) in Ledger.OrderBy(entry => entry.Key.Split(' ')[1], StringComparer.Ordinal))
        {
            text.Append($"  {operation,-64} {string.Join("  ", statuses.Select(status => $"{status.Key}: {status.Value}"))}\n");
        }

        // One example a kind: the rest would only repeat it.
        foreach (var alike in Failures.GroupBy(failure => (failure.Request.Operation, failure.Status, failure.Kind)))
        {
            text.Append($"\n{alike.Count()} × {alike.First()}\n");
        }

        return text.ToString();
    }
}

/// <summary>An answer that must not be.</summary>
/// <param name="Request">What was sent.</param>
/// <param name="Status">What came back; 0 for nothing.</param>
/// <param name="What">What is wrong with it.</param>
/// <param name="Answer">The beginning of its body.</param>
/// <param name="Curl">Sends it again.</param>
public sealed record FuzzFailure(FuzzRequest Request, int Status, string What, string Answer, string Curl)
{
    internal string Kind => What.Split(':')[0];

    /// <inheritdoc/>
    public override string ToString() => $"{Request.Operation} → {Status} ({Request.Twist}): {What}\n  {Answer}\n  {Curl}";
}

using System.Text;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>What came of a run.</summary>
/// <param name="Seed">Makes the same choices again.</param>
/// <param name="Requests">How many were sent.</param>
/// <param name="Ledger">How often each status was answered.</param>
/// <param name="Failures">The answers that must not be.</param>
public sealed record FuzzReport(int Seed, int Requests, FuzzLedger Ledger, IReadOnlyList<FuzzFailure> Failures)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder($"{Requests} requests, seed {Seed}, {Failures.Count} failures\n");
        foreach (var line in Ledger.Lines)
        {
            text.Append($"  {line}\n");
        }

        foreach (var operation in Ledger.NeverSucceeded)
        {
            text.Append($"  never succeeded: {operation}\n");
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
/// <param name="Caller">Who sent it.</param>
/// <param name="Status">What came back; 0 for nothing.</param>
/// <param name="What">What is wrong with it.</param>
/// <param name="Answer">The beginning of its body.</param>
/// <param name="Curl">Sends it again.</param>
public sealed record FuzzFailure(FuzzRequest Request, string Caller, int Status, string What, string Answer, string Curl)
{
    internal string Kind => What.Split(':')[0];

    /// <inheritdoc/>
    public override string ToString() => $"{Request.Operation} as {Caller} → {Status} ({Request.Twist}): {What}\n  {Answer}\n  {Curl}";
}

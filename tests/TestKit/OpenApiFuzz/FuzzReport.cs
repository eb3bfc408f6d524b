using System.Text;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>The result of a run.</summary>
/// <param name="Seed">Repeats the run's choices.</param>
/// <param name="Requests">The number of requests sent.</param>
/// <param name="Ledger">The number of answers by status.</param>
/// <param name="Failures">The forbidden answers.</param>
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

        // One example per kind: the rest would only repeat it.
        foreach (var alike in Failures.GroupBy(failure => (failure.Request.Operation, failure.Status, failure.Kind)))
        {
            text.Append($"\n{alike.Count()} × {alike.First()}\n");
        }

        return text.ToString();
    }
}

/// <summary>A forbidden answer.</summary>
/// <param name="Request">The request.</param>
/// <param name="Caller">The name of the caller.</param>
/// <param name="Status">The status; 0 for no answer.</param>
/// <param name="What">The deviation.</param>
/// <param name="Answer">The beginning of the body.</param>
/// <param name="Curl">A command that repeats the request.</param>
public sealed record FuzzFailure(FuzzRequest Request, string Caller, int Status, string What, string Answer, string Curl)
{
    internal string Kind => What.Split(':')[0];

    /// <inheritdoc/>
    public override string ToString() => $"{Request.Operation} as {Caller} → {Status} ({Request.Twist}): {What}\n  {Answer}\n  {Curl}";
}

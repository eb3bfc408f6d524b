namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>The number of answers by operation, caller and status; status 0 means no answer.</summary>
public sealed class FuzzLedger
{
    private readonly Dictionary<string, SortedDictionary<int, int>> operations;
    private readonly SortedDictionary<string, SortedDictionary<int, int>> callers = new(StringComparer.Ordinal);

    internal FuzzLedger(IEnumerable<string> operations) =>
        this.operations = operations.ToDictionary(operation => operation, _ => new SortedDictionary<int, int>());

    /// <summary>Operations that never succeeded: the generator does not reach them.</summary>
    public IEnumerable<string> NeverSucceeded =>
        operations.Where(operation => !operation.Value.Keys.Any(status => status is >= 200 and < 300)).Select(operation => operation.Key);

    /// <summary>A line for each operation, and one for each caller at the operations that need a token.</summary>
    public IEnumerable<string> Lines =>
        operations.OrderBy(entry => entry.Key.Split(' ')[1], StringComparer.Ordinal)
            .Concat(callers.Select(entry => KeyValuePair.Create($"as {entry.Key}", entry.Value)))
            .Select(entry => $"{entry.Key,-64} {string.Join("  ", entry.Value.Select(status => $"{status.Key}: {status.Value}"))}");

    internal void Enter(ApiOperation operation, FuzzCaller caller, int status)
    {
        Count(operations[operation.Name], status);
        if (operation.NeedsToken)
        {
            Count(callers.TryGetValue(caller.Name, out var found) ? found : callers[caller.Name] = [], status);
        }
    }

    private static void Count(SortedDictionary<int, int> statuses, int status) => statuses[status] = statuses.GetValueOrDefault(status) + 1;
}

using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http.Requests;

/// <summary>Collects the faults of one request, so that one response reports them together: the first 100.</summary>
public sealed class FaultList
{
    private const int MaxReported = 100;
    private readonly List<Fault> faults = [];

    public bool Any => Count > 0;

    /// <summary>Includes faults that are not reported.</summary>
    public int Count { get; private set; }

    public Problem ToProblem() => Problems.Validation(faults);

    public void Add(string source, string field, string message, string type)
    {
        if (Count++ < MaxReported)
        {
            faults.Add(new Fault(source, field, message, type));
        }
    }
}

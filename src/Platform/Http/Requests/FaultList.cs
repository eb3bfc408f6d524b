using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http.Requests;

/// <summary>Collects the faults of one request, so that one response reports all of them.</summary>
public sealed class FaultList
{
    private readonly List<Fault> faults = [];

    public bool Any => faults.Count > 0;

    public int Count => faults.Count;

    public Problem ToProblem() => Problems.Validation(faults);

    public void Add(string source, string field, string message, string type) => faults.Add(new Fault(source, field, message, type));
}

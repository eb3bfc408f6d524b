using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http.Requests;

/// <summary>Gathers everything that is wrong with one request, so that the client learns it all at once.</summary>
public sealed class FaultList
{
    private readonly List<Fault> faults = [];

    /// <summary>True when something is wrong.</summary>
    public bool Any => faults.Count > 0;

    /// <summary>How many things are.</summary>
    public int Count => faults.Count;

    /// <summary>The answer that tells it all.</summary>
    public Problem ToProblem() => Problems.Validation(faults);

    /// <summary>Adds a fault.</summary>
    public void Add(string source, string field, string message, string type) => faults.Add(new Fault(source, field, message, type));
}

using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

/// <summary>A UUID in a path. A malformed one is not a fault: nothing has that id, so the handler answers 404.</summary>
/// <param name="Value">Null when the text is not a UUID.</param>
public readonly record struct PathId(Guid? Value)
{
    /// <summary>Always returns true, so that the handler decides about a malformed id.</summary>
    public static bool TryParse(string? text, out PathId id)
    {
        id = new PathId(Uuid.TryParse(text, out var value) ? value : null);
        return true;
    }
}

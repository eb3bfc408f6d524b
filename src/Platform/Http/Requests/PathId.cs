using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

/// <summary>A UUID in a path. One of the wrong form names nothing that exists, so it is no fault: the handler answers 404.</summary>
/// <param name="Value">The id, or null when the text is none.</param>
public readonly record struct PathId(Guid? Value)
{
    /// <summary>Lets a route handler take one as a parameter; never fails.</summary>
    public static bool TryParse(string? text, out PathId id)
    {
        id = new PathId(Uuid.TryParse(text, out var value) ? value : null);
        return true;
    }
}

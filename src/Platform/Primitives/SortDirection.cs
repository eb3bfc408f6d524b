namespace Tracker.Platform.Primitives;

public enum SortDirection
{
    Ascending,
    Descending,
}

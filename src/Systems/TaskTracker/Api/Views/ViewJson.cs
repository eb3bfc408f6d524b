namespace Tracker.Systems.TaskTracker.Api.Views;

/// <summary>A saved view: a query of the task list under a name.</summary>
/// <param name="Id">The view's id.</param>
/// <param name="Name">The name, unique among the caller's views regardless of case.</param>
/// <param name="Query">The query string, without <c>?</c>.</param>
/// <param name="Position">The place in the caller's list, starting at 0.</param>
public sealed record ViewResponse(Guid Id, string Name, string Query, int Position);

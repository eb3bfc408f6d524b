using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Views;

/// <summary>What a request sets of a view; null for what it leaves as it is.</summary>
internal sealed record ViewContent(string? Name, string? Query, int? Position);

/// <summary>Reads the body of a new view or of a change.</summary>
internal sealed class ViewFields(TaskPolicy policy)
{
    /// <summary>The max views of a user.</summary>
    public const int MaxViews = 50;

    public const int MaxQueryLength = 2000;

    private static readonly TextRule Name = new(1, 60);
    private static readonly TextRule Query = new(0, MaxQueryLength);

    public static BodyDescription New { get; } = new("ViewRequest", "A new view.",
        BodyField.Text("name", $"{Name.Min} to {Name.Max} characters after trimming, unique regardless of case.", Name).Required(),
        BodyField.Text("query", ViewQuery.Description, Query).Required(),
        BodyField.Integer("position", "The place in the list; later views move on. The end by default.", 0, MaxViews - 1));

    public static BodyDescription Changes { get; } = new("ViewChangeRequest", "The changes of a view. Absent members stay unchanged.",
        BodyField.Text("name", $"{Name.Min} to {Name.Max} characters after trimming, unique regardless of case.", Name).NotNull(),
        BodyField.Text("query", ViewQuery.Description, Query).NotNull(),
        BodyField.Integer("position", "The new place in the list; the views between move by one.", 0, MaxViews - 1).NotNull());

    public ViewContent ReadNew(JsonBody body, Caller caller) => new(
        body.RequiredText("name", Name),
        Checked(body, body.RequiredText("query", Query), caller),
        body.OptionalInteger("position", 0, MaxViews - 1));

    public ViewContent ReadChanges(JsonBody body, Caller caller) => new(
        body.Contains("name") ? body.RequiredText("name", Name) : null,
        body.Contains("query") ? Checked(body, body.RequiredText("query", Query), caller) : null,
        body.OptionalInteger("position", 0, MaxViews - 1, nullIsAbsent: false));

    private string Checked(JsonBody body, string query, Caller caller)
    {
        var text = query.TrimStart('?');
        foreach (var fault in ViewQuery.Faults(text, policy, caller))
        {
            body.Faults.Add("body", "query", fault, "value_error");
        }

        return text;
    }
}

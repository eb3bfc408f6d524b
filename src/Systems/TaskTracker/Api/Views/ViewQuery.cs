using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Requests;
using Tracker.Systems.TaskTracker.Api.Tasks;

namespace Tracker.Systems.TaskTracker.Api.Views;

/// <summary>
/// Checks the query of a view: the parameters of the task list without the page, and those by which a client chooses the place and the
/// time to show.
/// </summary>
internal static class ViewQuery
{
    private static readonly Dictionary<string, string[]> Choices = new(StringComparer.Ordinal)
    {
        ["place"] = ["board", "calendar"],
        ["due"] = ["overdue", "today", "week"],
        ["view"] = ["month", "agenda"],
    };

    private static readonly HashSet<string> Names =
        [.. TaskListFields.Description.Select(parameter => parameter.Name).Where(name => name != "page"), .. Choices.Keys];

    public static string Description =>
        $"A query string of at most {ViewFields.MaxQueryLength:N0} characters without `?`, with the parameters "
        + $"{string.Join(", ", Names.Order().Select(name => $"`{name}`"))}. "
        + string.Join(", ", Choices.Select(choice => $"`{choice.Key}` is {string.Join(" or ", choice.Value)}")) + ".";

    /// <returns>The faults, each with the name of its parameter.</returns>
    public static IEnumerable<string> Faults(string text, TaskPolicy policy, Caller caller)
    {
        var query = new QueryCollection(QueryHelpers.ParseQuery(text));
        var list = new TaskListFields(query, policy, caller);
        _ = (list.Filter(), list.Sort(), list.Page());
        var choices = new QueryFields(query);
        foreach (var (name, words) in Choices)
        {
            choices.Word(name, words);
        }

        var unknown = query.Keys.Where(name => !Names.Contains(name)).Select(name => $"'{name}' is not a parameter of a view");
        var faults = list.Faults.ToProblem().Faults.Concat(choices.Faults.ToProblem().Faults);
        return unknown.Concat(faults.Select(fault => $"{fault.Field} {fault.Message}"));
    }
}

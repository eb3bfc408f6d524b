using Tracker.Modules.Tasks;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>Reads a body that changes or deletes several tasks.</summary>
internal sealed class BulkFields(TaskFields fields)
{
    /// <summary>The max tasks of one request.</summary>
    public const int MaxTasks = 100;

    private static readonly TextRule AnyText = new(0, int.MaxValue) { Verbatim = true };

    public BodyDescription Description => new("TasksChangeRequest", "The tasks, and either `change` or `delete`.",
        BodyField.Ids("ids", $"1 to {MaxTasks} ids of tasks, none of them twice.", MaxTasks).Required(),
        BodyField.Object("change", "The change of each task. At least one member.", fields.CommonChanges).NotNull(),
        BodyField.Boolean("delete", "`true` deletes the tasks.").NotNull(),
        BodyField.TextsByName(
            "if_match",
            "Maps an id to the `If-Match` of its task, for example `\"\\\"1\\\"\"`. "
            + "Tasks without an entry are changed whatever their version.")
            .NotNull());

    /// <returns>The tasks and the changes; null to delete the tasks.</returns>
    public (IReadOnlyList<TaskAtVersion> Tasks, TaskChanges? Changes) Read(JsonBody body)
    {
        var ids = body.RequiredIds("ids", MaxTasks);
        var versions = ReadVersions(body, ids);
        var tasks = ids.Select(id => new TaskAtVersion(id, versions.GetValueOrDefault(id))).ToList();
        return (tasks, ReadChanges(body));
    }

    private TaskChanges? ReadChanges(JsonBody body)
    {
        if (!body.Contains("delete"))
        {
            var faults = body.Faults.Count;
            var change = body.RequiredObject("change");
            return body.Faults.Count > faults || !body.Contains("change") ? null : fields.ReadCommonChanges(change, "change");
        }

        if (body.OptionalBoolean("delete", nullIsAbsent: false) == false)
        {
            body.Faults.Add("body", "delete", "must be true", "value_error");
        }

        if (body.Contains("change"))
        {
            body.Faults.Add("body", "delete", "must not be given together with change", "value_error");
        }

        return null;
    }

    private static Dictionary<Guid, IReadOnlyCollection<long>?> ReadVersions(JsonBody body, IReadOnlyList<Guid> ids)
    {
        var versions = new Dictionary<Guid, IReadOnlyCollection<long>?>();
        if (!body.Contains("if_match") || ids.Count == 0)
        {
            return versions;
        }

        var tags = body.RequiredObject("if_match");
        if (tags.Names.Count > MaxTasks)
        {
            body.Faults.Add("body", "if_match", $"must have at most {MaxTasks} members", "too_long");
            return versions;
        }

        foreach (var name in tags.Names)
        {
            var text = tags.RequiredText(name, AnyText);
            var fault = !Uuid.TryParse(name, out var id) || !ids.Contains(id) ? "must be one of ids"
                : !TaskETag.TryParse(text, out var matching) ? TaskETag.Malformed
                : !versions.TryAdd(id, matching) ? "must not name an id twice"
                : null;
            if (fault is not null)
            {
                body.Faults.Add("body", $"if_match.{name}", fault, "value_error");
            }
        }

        return versions;
    }
}

using System.Security.Cryptography;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Equal for new tasks with the same content, however their requests were written.</summary>
internal static class TaskContentHash
{
    public static byte[] Of(TaskItem task) => SHA256.HashData(Utf8Json.Write(json =>
    {
        json.WriteStartArray();
        json.WriteStringValue(task.Title);
        json.WriteStringValue(task.Description);
        json.WriteStringValue(task.Status.Text);
        json.WriteStringValue(task.Priority.Text);
        json.WriteNumberValue(task.DueDate?.Ticks ?? -1);
        foreach (var tag in task.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
    }).Span);
}

using System.Text.Json.Serialization;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskManager.Notifications;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(WholeSecondsJsonConverter)])]
[JsonSerializable(typeof(IReadOnlyList<NotificationResponse>))]
[JsonSerializable(typeof(ServiceResponse))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class NotificationJson : JsonSerializerContext;

/// <summary>A notification.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EventType">Always <c>task_created</c>.</param>
/// <param name="TaskId">The id of the task.</param>
/// <param name="Title">The title of the task when it was created.</param>
/// <param name="CreatedAt">The time of the event, in UTC.</param>
public sealed record NotificationResponse(long Id, string EventType, long TaskId, string Title, DateTime CreatedAt);

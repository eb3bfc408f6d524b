using System.Text.Json.Serialization;
using Tracker.Platform.Http;
using Tracker.Systems.TaskTracker.Api.Attachments;
using Tracker.Systems.TaskTracker.Api.Audit;
using Tracker.Systems.TaskTracker.Api.Auth;
using Tracker.Systems.TaskTracker.Api.Tags;
using Tracker.Systems.TaskTracker.Api.Tasks;
using Tracker.Systems.TaskTracker.Api.Views;
using Tracker.Systems.TaskTracker.Health;

namespace Tracker.Systems.TaskTracker;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(RegisterResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(MeResponse))]
[JsonSerializable(typeof(TaskResponse))]
[JsonSerializable(typeof(TaskPageResponse))]
[JsonSerializable(typeof(TaskDetailResponse))]
[JsonSerializable(typeof(TaskResultsResponse))]
[JsonSerializable(typeof(AttachmentResponse))]
[JsonSerializable(typeof(IReadOnlyList<AttachmentResponse>))]
[JsonSerializable(typeof(IReadOnlyList<TagResponse>))]
[JsonSerializable(typeof(AuditPageResponse))]
[JsonSerializable(typeof(ViewResponse))]
[JsonSerializable(typeof(IReadOnlyList<ViewResponse>))]
[JsonSerializable(typeof(LivenessResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class TaskTrackerJson : JsonSerializerContext;

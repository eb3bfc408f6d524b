using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Systems.TaskTracker.Api.Views;

namespace Tracker.Systems.TaskTracker;

/// <summary>The problems of this API (document 002 §8), beside those of every service.</summary>
internal static class TaskTrackerErrors
{
    public static Problem InvalidCredentials { get; } =
        new(StatusCodes.Status401Unauthorized, "INVALID_CREDENTIALS", "E-mail address or password is wrong");

    public static Problem AccountDeactivated { get; } =
        new(StatusCodes.Status403Forbidden, "ACCOUNT_DEACTIVATED", "This account has been deactivated");

    public static Problem EmailAlreadyRegistered { get; } =
        new(StatusCodes.Status409Conflict, "EMAIL_ALREADY_REGISTERED", "An account with this e-mail address exists already");

    public static Problem RegistrationClosed { get; } =
        new(StatusCodes.Status403Forbidden, "FORBIDDEN", "Registration is closed. Ask an operator for an account.");

    public static Problem TaskNotFound { get; } = new(StatusCodes.Status404NotFound, "TASK_NOT_FOUND", "Task not found");

    public static Problem NotTaskOwner { get; } =
        new(StatusCodes.Status403Forbidden, "FORBIDDEN", "Only the owner of a task can change it");

    /// <summary>The answer to an <c>If-Match</c> that does not hold.</summary>
    public static Problem TaskChanged { get; } = new(
        StatusCodes.Status412PreconditionFailed,
        "PRECONDITION_FAILED",
        "The task has changed meanwhile. Read it again and repeat the change.");

    public static Problem TooManyTags { get; } =
        Invalid("tags", $"must have at most {TaskTrackerPolicies.Tasks.MaxTags} different tags");

    public static Problem KeyUsedForAnotherTask { get; } = new(
        StatusCodes.Status422UnprocessableEntity,
        "IDEMPOTENCY_KEY_REUSED",
        "This Idempotency-Key was used for a task with other content. Use a new key for a new task.");

    public static Problem AttachmentNotFound { get; } =
        new(StatusCodes.Status404NotFound, "ATTACHMENT_NOT_FOUND", "Attachment not found");

    public static Problem FileTooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, "PAYLOAD_TOO_LARGE", "The file is too large");

    public static Problem TooManyAttachments { get; } =
        new(StatusCodes.Status413PayloadTooLarge, "PAYLOAD_TOO_LARGE", "The task has as many attachments as a task can have");

    public static Problem StorageFull { get; } =
        new(StatusCodes.Status413PayloadTooLarge, "PAYLOAD_TOO_LARGE", "Your storage is full. Delete attachments to make room.");

    public static Problem NotMultipart { get; } =
        new(
            StatusCodes.Status415UnsupportedMediaType,
            "UNSUPPORTED_MEDIA_TYPE",
            "Send the file in the field 'file' of a body with Content-Type: multipart/form-data");

    public static Problem ViewNotFound { get; } = new(StatusCodes.Status404NotFound, "VIEW_NOT_FOUND", "View not found");

    public static Problem ViewNameTaken { get; } =
        new(StatusCodes.Status409Conflict, "VIEW_NAME_TAKEN", "You have another view with this name");

    public static Problem ViewLimitReached { get; } = new(
        StatusCodes.Status409Conflict, "VIEW_LIMIT_REACHED", $"You have {ViewFields.MaxViews} views. Delete one to make room.");

    public static Problem NotYourEvents { get; } =
        new(StatusCodes.Status403Forbidden, "FORBIDDEN", "Only an admin can see the events of other users");

    /// <summary>The number of concurrent password hashes is limited. Attempts beyond the limit are rejected, not queued.</summary>
    public static Problem Busy { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "SERVICE_UNAVAILABLE", "Too many logins at once. Please try again in a few seconds.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static Problem TooManyStreams { get; } = new(
        StatusCodes.Status429TooManyRequests,
        "TOO_MANY_STREAMS",
        "You have as many event streams open as you can have. Close one of them.")
        {
            RetryAfter = TimeSpan.FromSeconds(30),
        };

    public static Problem Invalid(string field, string message) => Problems.Validation([new Fault("body", field, message, "value_error")]);
}

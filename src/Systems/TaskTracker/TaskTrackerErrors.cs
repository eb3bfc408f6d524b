using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Errors;

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

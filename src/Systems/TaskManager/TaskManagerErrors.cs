using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskManager;

/// <summary>The problems of this system, beside those of every service. Clients see the messages only.</summary>
internal static class TaskManagerErrors
{
    public static Problem EmailTaken { get; } = new(StatusCodes.Status400BadRequest, "EMAIL_TAKEN", "Email already registered");

    public static Problem UsernameTaken { get; } =
        new(StatusCodes.Status400BadRequest, "USERNAME_TAKEN", "Username already registered");

    public static Problem InvalidCredentials { get; } =
        new(StatusCodes.Status401Unauthorized, "INVALID_CREDENTIALS", "Incorrect username or password");

    public static Problem AccountDeactivated { get; } =
        new(StatusCodes.Status403Forbidden, "ACCOUNT_DEACTIVATED", "This account has been deactivated");

    public static Problem TaskNotFound { get; } = new(StatusCodes.Status404NotFound, "TASK_NOT_FOUND", "Task not found");

    /// <summary>The number of concurrent password hashes is limited. Attempts beyond the limit are rejected, not queued.</summary>
    public static Problem Busy { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "SERVICE_UNAVAILABLE", "Too many logins at once. Please try again in a few seconds.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static Problem Invalid(string field, string message, string type) =>
        Problems.Validation([new Fault("body", field, message, type)]);

    public static Problem InvalidQuery(string field, string message, string type) =>
        Problems.Validation([new Fault("query", field, message, type)]);
}

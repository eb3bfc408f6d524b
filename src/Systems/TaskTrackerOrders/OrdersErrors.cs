using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskTrackerOrders;

/// <summary>The problems of this system, beside those of every service. Clients see their messages, not their codes.</summary>
internal static class OrdersErrors
{
    public static Problem EmailAlreadyRegistered { get; } =
        new(StatusCodes.Status409Conflict, "EMAIL_ALREADY_REGISTERED", "Email already registered");

    public static Problem InvalidCredentials { get; } =
        new(StatusCodes.Status401Unauthorized, "INVALID_CREDENTIALS", "Invalid credentials");

    public static Problem AccountDeactivated { get; } =
        new(StatusCodes.Status403Forbidden, "ACCOUNT_DEACTIVATED", "This account has been deactivated");

    /// <summary>The number of concurrent password hashes is limited. Attempts beyond the limit are rejected, not queued.</summary>
    public static Problem Busy { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "SERVICE_UNAVAILABLE", "Too many logins at once. Please try again in a few seconds.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static Problem UserNotFound { get; } = new(StatusCodes.Status404NotFound, "USER_NOT_FOUND", "User not found");

    public static Problem OnlyUsers { get; } = new(StatusCodes.Status403Forbidden, "FORBIDDEN", "Only a user may do this, not a service");

    public static Problem OnlyServices { get; } = new(StatusCodes.Status403Forbidden, "FORBIDDEN", "Only a service may do this");

    public static Problem OrderNotFound { get; } = new(StatusCodes.Status404NotFound, "ORDER_NOT_FOUND", "Order not found");

    public static Problem AlreadyInState { get; } =
        new(StatusCodes.Status409Conflict, "ALREADY_IN_STATE", "The order has this status already");

    public static Problem InvalidTransition { get; } =
        new(StatusCodes.Status409Conflict, "INVALID_TRANSITION", "An order cannot go from its present status to this one");

    public static Problem NotificationNotFound { get; } =
        new(StatusCodes.Status404NotFound, "NOTIFICATION_NOT_FOUND", "Notification not found");

    public static Problem InvalidNotificationType { get; } =
        new(StatusCodes.Status400BadRequest, "INVALID_NOTIFICATION_TYPE", "Invalid notification type");

    public static Problem Invalid(string field, string message, string type) =>
        Problems.Validation([new Fault("body", field, message, type)]);
}

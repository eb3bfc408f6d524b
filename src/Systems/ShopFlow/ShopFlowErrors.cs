using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.ShopFlow;

/// <summary>The problems of this system (document 003 §4, §6), beside those of every service.</summary>
internal static class ShopFlowErrors
{
    public static Problem InvalidCredentials { get; } =
        new(StatusCodes.Status401Unauthorized, "INVALID_CREDENTIALS", "E-mail address or password is wrong");

    public static Problem AccountDeactivated { get; } =
        new(StatusCodes.Status403Forbidden, "ACCOUNT_DEACTIVATED", "This account has been deactivated");

    public static Problem EmailAlreadyRegistered { get; } =
        new(StatusCodes.Status409Conflict, "EMAIL_ALREADY_REGISTERED", "An account with this e-mail address exists already");

    public static Problem UserNotFound { get; } = new(StatusCodes.Status404NotFound, "USER_NOT_FOUND", "User not found");

    public static Problem NotYourProfile { get; } = new(StatusCodes.Status403Forbidden, "FORBIDDEN", "You may only use your own profile");

    public static Problem OrderNotFound { get; } = new(StatusCodes.Status404NotFound, "ORDER_NOT_FOUND", "Order not found");

    public static Problem NotYourOrder { get; } = new(StatusCodes.Status403Forbidden, "FORBIDDEN", "This order belongs to somebody else");

    public static Problem OnlyAdmins { get; } = new(StatusCodes.Status403Forbidden, "FORBIDDEN", "Only an admin may do this");

    public static Problem NotForServices { get; } =
        new(StatusCodes.Status403Forbidden, "FORBIDDEN", "Only a user may do this, not a service");

    public static Problem NotificationNotFound { get; } =
        new(StatusCodes.Status404NotFound, "NOTIFICATION_NOT_FOUND", "Notification not found");

    public static Problem AlreadyInState { get; } =
        new(StatusCodes.Status409Conflict, "ALREADY_IN_STATE", "The order has this status already");

    public static Problem InvalidTransition { get; } =
        new(StatusCodes.Status400BadRequest, "INVALID_TRANSITION", "An order cannot go from its present status to this one");

    public static Problem KeyUsedForAnotherOrder { get; } =
        new(
            StatusCodes.Status422UnprocessableEntity,
            "IDEMPOTENCY_KEY_REUSED",
            "This Idempotency-Key was used for an order with other content. Use a new key for a new order.");

    /// <summary>The number of concurrent password hashes is limited. Attempts beyond the limit are rejected, not queued.</summary>
    public static Problem Busy { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "SERVICE_UNAVAILABLE", "Too many logins at once. Please try again in a few seconds.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static Problem Invalid(string field, string message) => Problems.Validation([new Fault("body", field, message, "value_error")]);
}

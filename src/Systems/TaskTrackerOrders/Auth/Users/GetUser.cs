using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTrackerOrders.Auth.Users;

internal static class GetUser
{
    /// <summary>Returns how to reach a user, for other services.</summary>
    /// <remarks>Requires the token of a service.</remarks>
    public static async Task<Results<Ok<ContactResponse>, Problem>> Handle(
        PathId id, Caller caller, FindUserHandler find, CancellationToken ct)
    {
        if (caller.Role != OrdersCallers.Service)
        {
            return OrdersErrors.OnlyServices;
        }

        return id.Value is { } userId && await find.ByIdAsync(userId, ct) is { } user
            ? TypedResults.Ok(ContactResponse.From(user))
            : OrdersErrors.UserNotFound;
    }
}

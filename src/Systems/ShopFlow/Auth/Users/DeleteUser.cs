using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Security;

namespace Tracker.Systems.ShopFlow.Auth.Users;

internal static class DeleteUser
{
    /// <summary>Deactivates an account: login, refresh and requests with its tokens fail from now on.</summary>
    /// <remarks>
    /// Customers may delete their own account, admins any account. It is deleted permanently after 90 days. Repeating the request changes
    /// nothing.
    /// </remarks>
    public static async Task<Results<NoContent, Problem>> Handle(
        PathId id, Caller caller, DeactivateUserHandler deactivate, CancellationToken ct)
    {
        var actor = caller.Actor();
        if (actor.Role == ActorRole.Service)
        {
            return ShopFlowErrors.NotForServices;
        }

        if (id.Value is not { } userId)
        {
            return ShopFlowErrors.UserNotFound;
        }

        var outcome = await deactivate.Handle(new DeactivateUserCommand(userId, actor), ct);
        return outcome.Succeeded(out _, out var failure)
            ? TypedResults.NoContent()
            : failure switch
            {
                DeactivateUserFailure.NotAllowed => ShopFlowErrors.NotYourProfile,
                DeactivateUserFailure.UserNotFound => ShopFlowErrors.UserNotFound,
            };
    }
}

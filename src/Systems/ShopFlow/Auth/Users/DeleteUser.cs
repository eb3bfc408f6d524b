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
    /// <summary>Deactivates an account: no login, no refresh and no request with its tokens from now on.</summary>
    /// <remarks>Customers may delete their own, admins any. It is purged 90 days later. A second time changes nothing.</remarks>
    public static async Task<Results<NoContent, Problem>> Handle(PathId id, Caller caller, DeactivateUserHandler deactivate, CancellationToken ct)
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

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Platform.Http.Authentication;

namespace Tracker.Systems.ShopFlow.Auth.Sessions;

internal static class Validate
{
    /// <summary>Returns the user or service of an access token, for other services.</summary>
    /// <remarks>The token of a deleted or deactivated user is not valid, nor is an expired token.</remarks>
    public static Ok<ValidateResponse> Handle(Caller caller) =>
        TypedResults.Ok(new ValidateResponse(Valid: true, new ValidatedUser(caller.Subject, caller.Email, caller.Role!)));
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Platform.Http.Authentication;

namespace Tracker.Systems.ShopFlow.Auth.Sessions;

internal static class Validate
{
    /// <summary>Tells another service whom the token it was shown speaks for.</summary>
    /// <remarks>A token of a user who is gone or was deactivated does not count, nor does one that has expired.</remarks>
    public static Ok<ValidateResponse> Handle(Caller caller) =>
        TypedResults.Ok(new ValidateResponse(Valid: true, new ValidatedUser(caller.Subject, caller.Email, caller.Role!)));
}

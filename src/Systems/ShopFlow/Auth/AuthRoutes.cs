using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.RateLimiting;
using Tracker.Systems.ShopFlow.Auth.Sessions;
using Tracker.Systems.ShopFlow.Auth.Users;

namespace Tracker.Systems.ShopFlow.Auth;

/// <summary>The routes of document 003 §4.1.</summary>
internal static class AuthRoutes
{
    public static void MapAuth(this IEndpointRouteBuilder app, RateLimitPolicy limit)
    {
        var sessions = app.MapGroup("/auth").WithTags("Authentication").LimitRate(limit);

        sessions.MapPost("/register", Register.Handle)
            .TakesBody(Register.Body(AuthPolicies.Passwords))
            .Refuses(
                ShopFlowErrors.Invalid("phone", "must be a phone number in E.164 format, e.g. +15551234567"),
                ShopFlowErrors.EmailAlreadyRegistered);

        sessions.MapPost("/login", LogIn.Handle)
            .TakesBody(LogIn.Body)
            .Refuses(
                ShopFlowErrors.Invalid("password", "is required"),
                ShopFlowErrors.InvalidCredentials,
                ShopFlowErrors.AccountDeactivated);

        sessions.MapPost("/refresh", Refresh.Handle)
            .WithName("refreshTokens")
            .TakesBody(Refresh.Body)
            .Refuses(ShopFlowErrors.Invalid("refresh_token", "is required"), Problems.NotAuthenticated);

        // For calls of other services: no CORS and no rate limit.
        var peers = app.MapGroup("/auth").WithTags("Users").RequireCaller().WithMetadata(new DisableCorsAttribute());

        peers.MapPost("/validate", Validate.Handle).WithName("validateToken");
        peers.MapGet("/users/{id}", GetUser.Handle).Refuses(ShopFlowErrors.NotYourProfile, ShopFlowErrors.UserNotFound);
        peers.MapDelete("/users/{id}", DeleteUser.Handle).Refuses(ShopFlowErrors.NotYourProfile, ShopFlowErrors.UserNotFound);
    }
}

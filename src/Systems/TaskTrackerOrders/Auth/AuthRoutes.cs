using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Systems.TaskTrackerOrders.Auth.Sessions;
using Tracker.Systems.TaskTrackerOrders.Auth.Users;

namespace Tracker.Systems.TaskTrackerOrders.Auth;

/// <summary>The routes of document 000, service 1.</summary>
internal static class AuthRoutes
{
    public static void MapAuth(this IEndpointRouteBuilder app)
    {
        var sessions = app.MapGroup("").WithTags("Authentication");

        sessions.MapPost("/register", Register.Handle)
            .TakesBody(Register.Body(AuthPolicies.Passwords))
            .Refuses(
                OrdersErrors.Invalid("email", "must be an e-mail address", "value_error"),
                OrdersErrors.EmailAlreadyRegistered);

        sessions.MapPost("/login", LogIn.Handle)
            .TakesBody(LogIn.Body)
            .Refuses(
                OrdersErrors.Invalid("password", "is required", "missing"),
                OrdersErrors.InvalidCredentials,
                OrdersErrors.AccountDeactivated);

        sessions.MapPost("/refresh", Refresh.Handle)
            .WithName("refreshTokens")
            .TakesBody(Refresh.Body)
            .Refuses(OrdersErrors.Invalid("refresh_token", "is required", "missing"), Problems.NotAuthenticated);

        var users = app.MapGroup("/users").WithTags("Users").RequireCaller();

        users.MapGet("/me", GetMe.Handle).Refuses(OrdersErrors.OnlyUsers);

        // For calls of other services: no CORS.
        users.MapGet("/{id}", GetUser.Handle)
            .WithMetadata(new DisableCorsAttribute())
            .Refuses(OrdersErrors.OnlyServices, OrdersErrors.UserNotFound);
    }
}

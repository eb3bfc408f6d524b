using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskManager.Auth;

/// <summary>The routes of auth-service (document 004, "Auth Service Endpoints"), which also work without their prefix.</summary>
internal static class AuthRoutes
{
    public static void MapAuth(this IEndpointRouteBuilder app)
    {
        Map(app.MapGroup("/auth").WithTags("Authentication"));
        Map(app.MapGroup("").ExcludeFromDescription());
    }

    private static void Map(RouteGroupBuilder auth)
    {
        auth.MapPost("/register", Register.Handle)
            .TakesBody(Register.Body)
            .Refuses(
                TaskManagerErrors.Invalid("email", "must be an e-mail address", "value_error"),
                TaskManagerErrors.EmailTaken,
                TaskManagerErrors.UsernameTaken);

        auth.MapPost("/login", LogIn.Handle)
            .TakesBody(LogIn.Body)
            .Refuses(
                TaskManagerErrors.Invalid("password", "is required", "missing"),
                TaskManagerErrors.InvalidCredentials,
                TaskManagerErrors.AccountDeactivated);

        auth.MapGet("/me", GetMe.Handle).RequireCaller();

        auth.MapGet("/verify", VerifyToken.Handle).RequireCaller();
    }
}

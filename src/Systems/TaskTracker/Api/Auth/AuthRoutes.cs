using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTracker.Api.Auth;

/// <summary>The routes of document 002 §5.3.</summary>
internal static class AuthRoutes
{
    public static void MapAuth(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Authentication");

        auth.MapPost("/register", Register.Handle)
            .TakesBody(Register.Body)
            .Refuses(
                TaskTrackerErrors.Invalid("email", "must be an e-mail address"),
                TaskTrackerErrors.EmailAlreadyRegistered,
                TaskTrackerErrors.RegistrationClosed);

        auth.MapPost("/login", LogIn.Handle)
            .TakesBody(LogIn.Body)
            .Refuses(
                TaskTrackerErrors.Invalid("password", "is required"),
                TaskTrackerErrors.InvalidCredentials,
                TaskTrackerErrors.AccountDeactivated);

        auth.MapPost("/refresh", Refresh.Handle)
            .WithName("refreshTokens")
            .TakesBody(Refresh.Body)
            .Refuses(TaskTrackerErrors.Invalid("refresh_token", "is required"), Problems.NotAuthenticated);

        auth.MapPost("/logout", LogOut.Handle)
            .TakesBody(Refresh.Body)
            .Refuses(TaskTrackerErrors.Invalid("refresh_token", "is required"));

        auth.MapGet("/me", GetMe.Handle).RequireCaller();

        auth.MapPost("/change-password", ChangePassword.Handle)
            .RequireCaller()
            .TakesBody(ChangePassword.Body)
            .Refuses(TaskTrackerErrors.Invalid("current_password", "is wrong"));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTrackerMicro.Users;

/// <summary>The routes of user-service (document 001, "User Service").</summary>
internal static class UserRoutes
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/api/v1/auth").WithTags("Authentication");

        auth.MapPost("/register", Register.Handle)
            .TakesBody(Register.Body)
            .Refuses(
                TaskTrackerMicroErrors.Invalid("email", "must be an e-mail address", "value_error"),
                TaskTrackerMicroErrors.EmailTaken,
                TaskTrackerMicroErrors.UsernameTaken);

        auth.MapPost("/login", LogIn.Handle)
            .TakesBody(LogIn.Body)
            .Refuses(
                TaskTrackerMicroErrors.Invalid("password", "is required", "missing"),
                TaskTrackerMicroErrors.InvalidCredentials,
                TaskTrackerMicroErrors.AccountDeactivated);

        auth.MapGet("/me", GetMe.Handle).RequireCaller();
    }
}

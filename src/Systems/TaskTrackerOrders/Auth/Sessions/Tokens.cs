using Tracker.Modules.Identity.Sessions;

namespace Tracker.Systems.TaskTrackerOrders.Auth.Sessions;

internal static class Tokens
{
    public static TokenResponse Of(Session session) => new(
        session.AccessToken,
        session.RefreshToken ?? throw new InvalidOperationException("This system's sessions have refresh tokens."));
}

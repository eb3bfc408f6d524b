using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskTrackerOrders;

/// <summary>The variables that several services of this system read.</summary>
internal static class OrdersSettings
{
    public const string SecretVariable = "JWT_SECRET";

    public static readonly Setting<IReadOnlyList<string>> CorsOrigins = HttpSettings.CorsOrigins();
    public static readonly Setting<Uri> AuthServiceUrl = PeerSettings.Url("auth-service");
    public static readonly Setting<string> AuthServiceToken = PeerSettings.Token("auth-service");
    public static readonly Setting<Uri> OrderServiceUrl = PeerSettings.Url("order-service");
    public static readonly Setting<string> OrderServiceToken = PeerSettings.Token("order-service");

    public static readonly SettingGroup Tokens = SecretSettings.Group(SecretVariable);
    public static readonly SettingGroup Pages = new("Browsers", CorsOrigins);
    public static readonly SettingGroup AuthServicePeer = new("Calls of auth-service", AuthServiceUrl, AuthServiceToken);
    public static readonly SettingGroup OrderServicePeer = new("Calls of order-service", OrderServiceUrl, OrderServiceToken);
}

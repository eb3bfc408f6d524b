using Tracker.Platform.Hosting;
using Tracker.Platform.RabbitMq;

namespace Tracker.Systems.ShopFlow;

/// <summary>Variables that several services of this system read (document 003, appendix A).</summary>
internal static class ShopFlowSettings
{
    /// <summary>Where another service answers, e.g. <c>AUTH_SERVICE_URL</c>.</summary>
    public static Uri PeerUrl(this ServiceSettings settings, string variable) =>
        settings.RequiredHttpUrl(variable, "the service's address, e.g. http://auth:3001");

    /// <summary>The broker that <c>RABBITMQ_URL</c> names, or <c>RABBITMQ_HOST</c> and the like; null when neither is set.</summary>
    public static RabbitMqUrl? Broker(this ServiceSettings settings)
    {
        try
        {
            return RabbitMqUrl.Read(settings.Optional);
        }
        catch (FormatException e)
        {
            settings.Refuse(e.Message);
            return null;
        }
    }

    /// <summary>Requests a minute; 0 for no limit.</summary>
    public static int RateLimit(this ServiceSettings settings, string variable, int defaultValue) => settings.Number(variable, defaultValue, 0, 1_000_000);
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tracker.Platform.Primitives;
using Tracker.Platform.Settings;

namespace Tracker.Platform.RabbitMq;

/// <summary>The variables of the broker: its URL, or the parts of it.</summary>
public static class RabbitMqSettings
{
    private const int DefaultPort = 5672;

    private static readonly Setting<int> Port = Setting.Of("RABBITMQ_PORT", "the port of hosts without one", ParsePort, DefaultPort) with
    {
        Default = $"{DefaultPort}",
    };

    private static readonly Setting<string> User = Setting.Text("RABBITMQ_USER", "the user") with { Default = "guest" };
    private static readonly Setting<string> Password = Setting.Text("RABBITMQ_PASSWORD", "the password") with { Default = "guest" };

    private static readonly Setting<RabbitMqUrl?> Url =
        Setting.Of<RabbitMqUrl?>("RABBITMQ_URL", "amqp://user:password@host:port/vhost; or RABBITMQ_HOST", RabbitMqUrl.Parse, null) with
        {
            IsRequired = true,
            Or = Hosts(DefaultPort),
            Note = "TLS: amqps://. A cluster: amqp://user:password@h1:5672,h2:5672/vhost",
        };

    /// <summary>For services that publish or consume events. A service that runs alone needs the broker.</summary>
    public static SettingGroup Group { get; } = new("Events by RabbitMQ", Url, Hosts(DefaultPort), Port, User, Password);

    /// <summary>Null when neither a URL nor a host is set.</summary>
    public static RabbitMqUrl? Broker(this ServiceSettings settings)
    {
        if (settings.Optional(Url) is not null)
        {
            return settings.Read(Url);
        }

        if (settings.Optional(Hosts(DefaultPort)) is null)
        {
            return null;
        }

        // Hosts in the list may have their own ports; the others use this one.
        var servers = settings.Read(Hosts(settings.Read(Port)));
        return RabbitMqUrl.Of(servers, settings.Optional(User), settings.Optional(Password));
    }

    private static Setting<IReadOnlyList<ServerAddress>> Hosts(int defaultPort) =>
        Setting.Of("RABBITMQ_HOST", "h1,h2 or h1:5672,h2:5673, instead of the address", text => ParseHosts(text, defaultPort), []);

    private static IReadOnlyList<ServerAddress> ParseHosts(string text, int defaultPort)
    {
        var hosts = text.Split(',', StringSplitOptions.TrimEntries).Select(Bracketed);
        var url = ServersUrl.TryParse($"amqp://{string.Join(',', hosts)}", _ => defaultPort);
        return url is { User: null, Password: null, Path: "", Query: "" }
            ? url.Servers
            : throw new FormatException("expected a host, host:port, or a comma list of them");
    }

    // A bare IPv6 address contains colons.
    private static string Bracketed(string host) =>
        !host.StartsWith('[') && IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"[{host}]"
            : host;

    // Kubernetes sets RABBITMQ_PORT=tcp://… for a service named rabbitmq; it is not a port for this program.
    private static int ParsePort(string text) =>
        text.StartsWith("tcp://", StringComparison.Ordinal) ? DefaultPort
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port
        : throw new FormatException("must be a port number");
}

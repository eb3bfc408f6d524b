using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// Connects to one of a broker's servers. They are tried in random order, so that clients spread over a cluster. The client library also
/// accepts a list, but chooses by the TCP connection alone: a server that accepts it and does not answer fails the whole attempt.
/// </summary>
internal static class RabbitMqEndpoints
{
    /// <summary>The timeout per server, from the TCP connection to the open AMQP connection.</summary>
    public static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    /// <exception cref="BrokerAwayException">No server accepted the connection; the message lists each with its reason.</exception>
    public static async Task<IConnection> ConnectAsync(RabbitMqUrl broker, string name, CancellationToken ct)
    {
        var factory = FactoryFor(broker);
        var reasons = new List<string>();
        foreach (var server in broker.Servers.Shuffle())
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(ServerTimeout);
            try
            {
                return await factory.CreateConnectionAsync([EndpointOf(server, broker.Tls)], name, limit.Token);
            }
            catch (Exception e) when (!ct.IsCancellationRequested
                && e is (RabbitMQClientException or OperationCanceledException or IOException))
            {
                var isLate = limit.IsCancellationRequested;
                reasons.Add($"{server}: {(isLate ? $"no answer within {ServerTimeout.TotalSeconds:0} s" : e.GetBaseException().Message)}");
            }
        }

        ct.ThrowIfCancellationRequested();
        throw new BrokerAwayException(string.Join("; ", reasons));
    }

    private static AmqpTcpEndpoint EndpointOf(ServerAddress server, bool tls) =>
        new(server.Host, server.Port, tls ? new SslOption(server.Host, enabled: true) : new SslOption());

    private static ConnectionFactory FactoryFor(RabbitMqUrl broker) => new()
    {
        UserName = broker.User,
        Password = broker.Password,
        VirtualHost = broker.VirtualHost,
        AutomaticRecoveryEnabled = false,
        RequestedHeartbeat = Heartbeat,
        ContinuationTimeout = AnswerTimeout,
        RequestedConnectionTimeout = ServerTimeout,
        HandshakeContinuationTimeout = ServerTimeout,
    };
}

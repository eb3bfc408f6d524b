using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client;
using Shouldly;
using Tracker.Platform.RabbitMq;
using Tracker.Tests.Platform.Redis;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.RabbitMq;

/// <summary>A broker of several servers: the connection uses any that answers.</summary>
public sealed class FailoverTests : IAsyncLifetime
{
    private readonly LoggedLines<RabbitMqConnection> log = new();
    private TestRabbitMq one = null!;

    public async ValueTask InitializeAsync() => one = await TestRabbitMq.StartAsync();

    public ValueTask DisposeAsync() => one.DisposeAsync();

    [Fact]
    public async Task An_unreachable_server_is_skipped()
    {
        var deadPort = FreePort.Take();
        await using var connection = await StartAsync(deadPort, one.Port);

        await Soon.BecomesTrue(() => connection.IsUp);

        (await connection.WaitAsync(CancellationToken.None)).Endpoint.Port.ShouldBe(one.Port);
        log.Lines.ShouldBe(
            [$"Information: Connected to 127.0.0.1:{one.Port} of amqp://guest:***@127.0.0.1:{deadPort},127.0.0.1:{one.Port}/%2F"]);
    }

    [Fact]
    public async Task A_server_that_accepts_but_never_answers_is_skipped()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var broker = UrlOf(((IPEndPoint)silent.LocalEndpoint).Port, one.Port);

        // The order is random: within four attempts, the silent server comes first in nearly every run.
        for (var i = 0; i < 4; i++)
        {
            await using var connection = await ConnectAsync(broker);
            connection.Endpoint.Port.ShouldBe(one.Port);
        }
    }

    [Fact]
    public async Task The_connection_fails_over_to_the_other_server_and_back()
    {
        await using var two = await TestRabbitMq.StartAsync();
        await using var connection = await StartAsync(one.Port, two.Port);
        await IsConnectedToAsync(connection, one, two);

        await one.KillAsync();
        await IsConnectedToAsync(connection, two);

        await one.RestartAsync();
        await two.KillAsync();
        await IsConnectedToAsync(connection, one);
    }

    [Fact]
    public async Task An_unavailable_broker_is_one_warning_without_its_password()
    {
        var (first, second) = (FreePort.Take(), FreePort.Take());
        var broker = RabbitMqUrl.Parse($"amqp://shop:hush@127.0.0.1:{first},127.0.0.1:{second}/");
        await using var connection = new RabbitMqConnection(broker, "test", log);
        await connection.StartAsync(CancellationToken.None);

        await Soon.BecomesTrue(() => log.Lines.Count > 0);
        await Task.Delay(1500);

        var line = log.Lines.ShouldHaveSingleItem();
        line.ShouldStartWith(
            $"Warning: amqp://shop:***@127.0.0.1:{first},127.0.0.1:{second}/%2F is away and is tried again every second: ");
        line.ShouldContain($"127.0.0.1:{first}: Connection refused");
        line.ShouldContain($"127.0.0.1:{second}: Connection refused");
        line.ShouldNotContain("hush");
    }

    [Fact]
    public async Task A_refused_login_is_logged_without_the_password()
    {
        var broker = RabbitMqUrl.Parse($"amqp://guest:hush@127.0.0.1:{one.Port}/");

        var refused = await Should.ThrowAsync<BrokerAwayException>(() => ConnectAsync(broker));

        refused.Message.ShouldStartWith($"127.0.0.1:{one.Port}: ACCESS_REFUSED");
        refused.Message.ShouldNotContain("hush");
    }

    private static RabbitMqUrl UrlOf(params IEnumerable<int> ports) =>
        RabbitMqUrl.Parse($"amqp://{string.Join(',', ports.Select(port => $"127.0.0.1:{port}"))}");

    private static Task IsConnectedToAsync(RabbitMqConnection connection, params IReadOnlyList<TestRabbitMq> servers) =>
        Soon.BecomesTrue(() => servers.Any(server => server.Port == PortOf(connection)));

    // On a busy machine the working server can be late too. These tests are not about that, so the attempt is repeated.
    private async Task<IConnection> ConnectAsync(RabbitMqUrl broker)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RabbitMqEndpoints.ConnectAsync(broker, "test", TestContext.Current.CancellationToken);
            }
            catch (BrokerAwayException e)
                when (attempt < 10 && e.Message.Contains($"127.0.0.1:{one.Port}: no answer", StringComparison.Ordinal))
            {
            }
        }
    }

    private static int? PortOf(RabbitMqConnection connection)
    {
        try
        {
            return connection.Now().Endpoint.Port;
        }
        catch (BrokerAwayException)
        {
            return null;
        }
    }

    private async Task<RabbitMqConnection> StartAsync(params IEnumerable<int> ports)
    {
        var connection = new RabbitMqConnection(UrlOf(ports), "test", log);
        await connection.StartAsync(CancellationToken.None);
        return connection;
    }
}

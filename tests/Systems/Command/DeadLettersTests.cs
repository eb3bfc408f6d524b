using System.Diagnostics;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;
using Tracker.Systems.ShopFlow;
using Tracker.Tests.Systems.ShopFlow;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>Dead letters in the service's table and in a broker.</summary>
public sealed class DeadLettersTests
{
    private const string Consumer = "notifications.order.created";
    private const string Nothing = "There are no dead letters.";

    [Fact]
    public async Task Dead_letters_in_the_database_are_managed_online_and_offline()
    {
        await using var data = await DataFolderFixture.UsedAsync(ShopFlowSystem.Definition);
        (await RunAsync(data, "list")).Output.ShouldBe(Nothing);
        var poison = Guid.NewGuid();
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            await PublishAsync(data.DatabaseUrl("notification-service"), poison);
            await ReplayedMessageDiesAgainAsync(data, poison);
            (await RunAsync(data, "discard", $"{Guid.NewGuid()}")).ExitCode.ShouldBe(1);
        }

        (await RunAsync(data, "list", "--json")).Output.ShouldContain($"{poison}");
        (await RunAsync(data, "discard", $"{poison}")).ShouldBe((0, "1 deleted permanently.", ""));
        (await RunAsync(data, "list")).Output.ShouldBe(Nothing);
        (await RunAsync(data, "replay", "--all")).ShouldBe((0, "There are no dead letters to replay.", ""));
    }

    [Fact]
    public async Task Dead_letters_in_the_broker_are_managed_online_and_offline()
    {
        await using var rabbit = await TestRabbitMq.StartAsync();
        await using var data = await DataFolderFixture.UsedAsync(ShopFlowSystem.Definition);
        data.Variables["RABBITMQ_URL"] = rabbit.Url;
        (await RunAsync(data, "list")).Output.ShouldBe(Nothing);
        var poison = Guid.NewGuid();
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            await PublishAsync(rabbit, poison);
            await ReplayedMessageDiesAgainAsync(data, poison);
        }

        (await RunAsync(data, "list", "--json")).Output.ShouldContain($"{poison}");
        (await RunAsync(data, "replay", "--all")).Output.ShouldStartWith("1 queued again");
        (await RunAsync(data, "list")).Output.ShouldBe(Nothing);
        (await RunAsync(data, "discard", "--all")).ShouldBe((0, "There are no dead letters to discard.", ""));
    }

    [Fact]
    public async Task An_unavailable_broker_is_reported_within_seconds()
    {
        await using var data = new DataFolderFixture(system: ShopFlowSystem.Definition);
        data.Variables["NOTIFICATION_SERVICE_DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync();
        data.Variables["RABBITMQ_URL"] = $"amqp://shop:hush@127.0.0.1:{FreePort.Take()}/";
        await RunAsync(data, "list", "--service", "notification-service");
        var waited = Stopwatch.StartNew();

        var (code, output, errors) = await RunAsync(data, "list", "--service", "notification-service");

        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        errors.ShouldContain("did not answer within 5 s.");
        errors.ShouldNotContain("hush");
        output.ShouldBeEmpty();
        code.ShouldBe(1);
    }

    [Fact]
    public async Task A_channel_that_the_broker_closes_is_reported()
    {
        await using var rabbit = await TestRabbitMq.StartAsync();
        await using var data = new DataFolderFixture(system: ShopFlowSystem.Definition);
        data.Variables["NOTIFICATION_SERVICE_DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync();
        data.Variables["RABBITMQ_URL"] = rabbit.Url;
        await using var owner = await new ConnectionFactory { Uri = new Uri(rabbit.Url) }.CreateConnectionAsync();
        await using var channel = await owner.CreateChannelAsync();
        await channel.QueueDeclareAsync("notifications.order.dead", durable: false, exclusive: true, autoDelete: true);

        var (code, _, errors) = await RunAsync(data, "list", "--service", "notification-service");

        errors.Split('\n')[^1].ShouldMatch("^tracker: .*RESOURCE_LOCKED.* try again\\.$");
        errors.ShouldNotContain("   at ");
        code.ShouldBe(1);
    }

    private static async Task ReplayedMessageDiesAgainAsync(DataFolderFixture data, Guid poison)
    {
        var first = await DeadAsync(data, _ => true);
        ((string?)first["event_id"], (string?)first["consumer"], (string?)first["topic"], (int?)first["attempts"], (string?)first["reason"])
            .ShouldBe((poison.ToString(), Consumer, "order.created", 1, "the message is not JSON"));
        var table = (await RunAsync(data, "list")).Output.Split('\n');
        table.Length.ShouldBe(2);
        table[0].ShouldMatch("^EVENT +CONSUMER +TOPIC +ATTEMPTS +SINCE \\(UTC\\) +REASON$");
        table[1]
            .ShouldMatch($"^{poison}  {Consumer}  order.created  1 +20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  the message is not JSON$");

        var unknown = await RunAsync(data, "replay", $"{Guid.NewGuid()}");
        unknown.Errors.ShouldContain("tracker: There is no dead letter for event ");
        (unknown.ExitCode, unknown.Output).ShouldBe((1, ""));
        (await RunAsync(data, "replay", $"{poison}")).Output.ShouldBe("1 queued again, to be handled when the service runs.");

        // The replayed message fails again: it is still not JSON.
        var again = await DeadAsync(data, letter => (string?)letter["dead_at"] != (string?)first["dead_at"]);
        ((string?)again["event_id"], (int?)again["attempts"]).ShouldBe((poison.ToString(), 1));
    }

    private static async Task<JsonNode> DeadAsync(DataFolderFixture data, Predicate<JsonNode> isHoped) => (await Soon.BecomesAsync(
        async () => (await RunAsync(data, "list", "--json"))
            .Output is { Length: > 0 } line && JsonNode.Parse(line) is { } letter && isHoped(letter) ? letter : null,
        letter => letter is not null))!;

    // Inserts it like the transport of the process.
    private static Task PublishAsync(string database, Guid id) => Shop.ExecuteAsync(
        database,
        "insert into inbound_messages (consumer, event_id, topic, body, received_at, next_attempt_at) "
            + "values ($1, $2, 'order.created', $3, now(), now())",
        Consumer,
        id,
        "nonsense"u8.ToArray());

    private static async Task PublishAsync(TestRabbitMq rabbit, Guid id)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(rabbit.Url) }.CreateConnectionAsync();
        var confirming = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await Soon.BecomesAsync(
            async () =>
            {
                await using var channel = await connection.CreateChannelAsync(confirming);
                try
                {
                    await channel.BasicPublishAsync(
                        "order.events", "order.created", mandatory: true,
                        new BasicProperties { MessageId = id.ToString(), ContentType = "application/json", Persistent = true },
                        "nonsense"u8.ToArray());
                    return true;
                }
                catch (Exception e) when (e is PublishException or AlreadyClosedException or OperationInterruptedException)
                {
                    // The queue is not declared yet.
                    return false;
                }
            },
            published => published);
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(
        DataFolderFixture data, string command, params string[] options) =>
        TrackerProcess.RunAsync(data.Variables, "", ["deadletters", command, "--system", "shopflow", .. options]);
}

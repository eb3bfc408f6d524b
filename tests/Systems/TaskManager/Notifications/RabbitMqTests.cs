using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskManager.Notifications;

/// <summary>Events over a real broker, with tasks in MariaDB.</summary>
public sealed class RabbitMqTests
{
    [Fact]
    public async Task The_event_has_the_documented_exchange_key_and_body()
    {
        await using var broker = await TestRabbitMq.StartAsync();
        await using var desk = await Desk.StartAsync(
            ("RABBITMQ_URL", broker.Url), ("TASK_SERVICE_DATABASE_URL", await TestMariaDb.CreateDatabaseAsync()));
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker.Url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var user = await desk.UserAsync();
        // The exchange and the queue exist once an event was delivered.
        var first = await user.TaskAsync();
        await Soon.BecomesTrue(() => desk.LinesOf(first).Length == 1);
        await channel.ExchangeDeclarePassiveAsync("task_exchange");
        await channel.QueueDeclarePassiveAsync("task_notifications");
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, "task_exchange", "task.created");

        var id = await user.TaskAsync();

        await Soon.BecomesTrue(() => desk.LinesOf(id).Length == 1);
        var message = (await channel.BasicGetAsync(queue.QueueName, autoAck: true)).ShouldNotBeNull();
        var body = JsonNode.Parse(message.Body.Span)!;
        body.AsObject().Select(member => member.Key).ShouldBe(["event_id", "event_type", "timestamp", "data"]);
        body["data"]!["task_id"]!.GetValue<long>().ShouldBe(id);
        message.BasicProperties.MessageId.ShouldBe(body["event_id"]!.GetValue<string>());
    }
}

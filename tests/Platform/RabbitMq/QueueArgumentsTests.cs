using System.Text;
using Shouldly;
using Tracker.Platform.RabbitMq;

namespace Tracker.Tests.Platform.RabbitMq;

public sealed class QueueArgumentsTests
{
    [Theory]
    [InlineData("RabbitMQ", "3.9.27", false)]
    [InlineData("RabbitMQ", "3.10.8", true)]
    [InlineData("RabbitMQ", "4.1.0-rc.1", true)]
    [InlineData("RabbitMQ", "unknown", false)]
    [InlineData("SomethingElse", "4.1.0", false)]
    public void Brokers_with_delayed_quorum_queues_use_them(string product, string version, bool quorum)
    {
        var arguments = new QueueArguments(new Dictionary<string, object?> { ["product"] = Bytes(product), ["version"] = Bytes(version) });

        arguments.Lasting().ContainsKey("x-queue-type").ShouldBe(quorum);
        arguments.Delaying(TimeSpan.FromSeconds(4), "notifications").ContainsKey("x-dead-letter-strategy").ShouldBe(quorum);
    }

    [Fact]
    public void A_classic_queue_delays_too() =>
        new QueueArguments(server: null).Delaying(TimeSpan.FromSeconds(4), "notifications").ShouldBe(
            new Dictionary<string, object?>
            {
                ["x-message-ttl"] = 4000L, ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = "notifications",
            },
            ignoreOrder: true);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

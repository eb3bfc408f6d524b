using Shouldly;
using Tracker.Platform.Primitives;
using Tracker.Platform.RabbitMq;
using Tracker.Platform.Settings;

namespace Tracker.Tests.Platform.RabbitMq;

public sealed class RabbitMqUrlTests
{
    [Theory]
    [InlineData("amqp://shop:p%40ss@broker:5673/orders", "amqp://shop:***@broker:5673/orders")]
    [InlineData("amqp://broker", "amqp://guest:***@broker:5672/%2F")]
    [InlineData("amqp://broker/", "amqp://guest:***@broker:5672/%2F")]
    [InlineData("amqp://a:b@[::1]/a%2fb", "amqp://a:***@[::1]:5672/a%2Fb")]
    [InlineData("amqp://a:b@one:5673,two,[fd00::3]:5674/shop", "amqp://a:***@one:5673,two:5672,[fd00::3]:5674/shop")]
    [InlineData("amqps://one,two:5673", "amqps://guest:***@one:5671,two:5673/%2F")]
    [InlineData("amqp://a:b,c%40d@one,two", "amqp://a:***@one:5672,two:5672/%2F")]
    [InlineData("amqps://a:b@broker", "amqps://a:***@broker:5671/%2F")]
    public void A_url_locates_the_broker_and_hides_the_password(string text, string shown) =>
        RabbitMqUrl.Parse(text).ToString().ShouldBe(shown);

    [Theory]
    [InlineData("http://broker")]
    [InlineData("broker:5672")]
    [InlineData("amqp://")]
    [InlineData("amqp://user:secret@broker/a/b")]
    [InlineData("amqp://user:secret@broker/?frame_max=1")]
    [InlineData("amqp://user:secret@one,,two")]
    [InlineData("amqp://user:secret@one,two:99999")]
    [InlineData("amqp://user:secret@one:secret")]
    [InlineData("amqp://user:secret@fd00::3")]
    public void An_invalid_url_is_refused_without_repeating_it(string text) =>
        Should.Throw<FormatException>(() => RabbitMqUrl.Parse(text)).Message.ShouldNotContain("secret");

    [Fact]
    public void The_url_takes_precedence_over_the_parts() =>
        Read(("RABBITMQ_URL", "amqp://one"), ("RABBITMQ_HOST", "two"))!.Servers.ShouldBe([new ServerAddress("one", 5672)]);

    [Fact]
    public void Without_url_and_host_there_is_no_broker() => Read(("RABBITMQ_PORT", "tcp://10.0.0.1:5672")).ShouldBeNull();

    [Theory]
    [InlineData("5673", 5673)]
    [InlineData("tcp://10.96.0.7:5672", 5672)]
    [InlineData("", 5672)]
    public void A_port_variable_set_by_Kubernetes_is_ignored(string port, int expected) =>
        Read(("RABBITMQ_HOST", "broker"), ("RABBITMQ_PORT", port), ("RABBITMQ_USER", "shop"), ("RABBITMQ_PASSWORD", "secret"))!
            .ToString().ShouldBe($"amqp://shop:***@broker:{expected}/%2F");

    [Theory]
    [InlineData("one,two", "", "one:5672,two:5672")]
    [InlineData("one, two:5674", "5673", "one:5673,two:5674")]
    [InlineData("rabbit_1,10.0.0.7", "5673", "rabbit_1:5673,10.0.0.7:5673")]
    [InlineData("fd00::3,[fd00::4],[fd00::5]:5674", "5673", "[fd00::3]:5673,[fd00::4]:5673,[fd00::5]:5674")]
    public void The_host_may_be_a_list_with_ports(string hosts, string port, string servers) =>
        Read(("RABBITMQ_HOST", hosts), ("RABBITMQ_PORT", port))!.ToString().ShouldBe($"amqp://guest:***@{servers}/%2F");

    [Theory]
    [InlineData("RABBITMQ_URL", "amqp:broker")]
    [InlineData("RABBITMQ_PORT", "99999")]
    [InlineData("RABBITMQ_HOST", "one,,two")]
    [InlineData("RABBITMQ_HOST", "one:port")]
    [InlineData("RABBITMQ_HOST", "user:secret@one")]
    [InlineData("RABBITMQ_HOST", "one/vhost")]
    public void A_fault_names_its_variable(string name, string value) =>
        Should.Throw<SettingsException>(() => Read((name, value), ("RABBITMQ_HOST", "broker"))).Message.ShouldSatisfyAllConditions(
            message => message.ShouldStartWith(name),
            message => message.ShouldNotContain("secret"));

    private static RabbitMqUrl? Read(params (string Name, string Value)[] variables)
    {
        var settings = new ServiceSettings(
            variables.DistinctBy(variable => variable.Name).ToDictionary(variable => variable.Name, variable => variable.Value));
        var broker = settings.Broker();
        settings.ThrowIfInvalid();
        return broker;
    }
}

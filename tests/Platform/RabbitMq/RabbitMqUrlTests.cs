using Shouldly;
using Tracker.Platform.RabbitMq;

namespace Tracker.Tests.Platform.RabbitMq;

public sealed class RabbitMqUrlTests
{
    [Theory]
    [InlineData("amqp://shop:p%40ss@broker:5673/orders", "amqp://shop:***@broker:5673/orders")]
    [InlineData("amqp://broker", "amqp://guest:***@broker:5672/%2F")]
    [InlineData("amqp://broker/", "amqp://guest:***@broker:5672/%2F")]
    [InlineData("amqp://a:b@[::1]/a%2fb", "amqp://a:***@::1:5672/a%2Fb")]
    [InlineData("amqps://a:b@broker", "amqps://a:***@broker:5671/%2F")]
    public void A_url_says_where_the_broker_is_and_its_text_hides_the_password(string text, string shown) =>
        RabbitMqUrl.Parse(text).ToString().ShouldBe(shown);

    [Theory]
    [InlineData("http://broker")]
    [InlineData("broker:5672")]
    [InlineData("amqp://")]
    [InlineData("amqp://user:secret@broker/a/b")]
    [InlineData("amqp://user:secret@broker/?frame_max=1")]
    public void What_is_no_such_url_is_refused_without_repeating_it(string text) =>
        Should.Throw<FormatException>(() => RabbitMqUrl.Parse(text)).Message.ShouldNotContain("secret");

    [Fact]
    public void The_url_comes_before_the_parts() =>
        Read(("RABBITMQ_URL", "amqp://one"), ("RABBITMQ_HOST", "two"))!.Host.ShouldBe("one");

    [Fact]
    public void Without_url_and_host_there_is_no_broker() => Read(("RABBITMQ_PORT", "tcp://10.0.0.1:5672")).ShouldBeNull();

    [Theory]
    [InlineData("5673", 5673)]
    [InlineData("tcp://10.96.0.7:5672", 5672)]
    [InlineData("", 5672)]
    public void A_port_that_kubernetes_set_for_a_service_of_that_name_is_ignored(string port, int expected) =>
        Read(("RABBITMQ_HOST", "broker"), ("RABBITMQ_PORT", port), ("RABBITMQ_USER", "shop"), ("RABBITMQ_PASSWORD", "secret"))
            .ShouldBe(RabbitMqUrl.Parse($"amqp://shop:secret@broker:{expected}"));

    [Theory]
    [InlineData("RABBITMQ_URL", "amqp:broker")]
    [InlineData("RABBITMQ_PORT", "99999")]
    public void A_fault_names_its_variable(string name, string value) =>
        Should.Throw<FormatException>(() => Read(("RABBITMQ_HOST", "broker"), (name, value))).Message.ShouldStartWith(name);

    private static RabbitMqUrl? Read(params (string Name, string Value)[] variables) =>
        RabbitMqUrl.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}

using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;

namespace Tracker.Tests.Platform.Persistence;

public sealed class PostgresUrlTests
{
    [Fact]
    public void Every_part_of_a_url_is_read()
    {
        var settings = PostgresUrl.Parse("postgres://orders:s3cret@db.example:5433/order_db");

        (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database)
            .ShouldBe(("db.example", 5433, "orders", "s3cret", "order_db"));
    }

    [Fact]
    public void Optional_parts_have_their_defaults()
    {
        var settings = PostgresUrl.Parse("postgresql://localhost/order_db");

        (settings.Host, settings.Port, settings.Username, settings.Password).ShouldBe(("localhost", 5432, null, null));
    }

    [Fact]
    public void Percent_encoded_parts_are_decoded()
    {
        var settings = PostgresUrl.Parse("postgres://us%40er:p%40ss%3A%2Fw%25%3F%23%3Bd+x@localhost/my%20db");

        (settings.Username, settings.Password, settings.Database).ShouldBe(("us@er", "p@ss:/w%?#;d+x", "my db"));
    }

    [Fact]
    public void A_password_survives_the_connection_string()
    {
        var settings = PostgresUrl.Parse("postgres://u:a%3Bb%22c%27d%3De@localhost/db");

        new NpgsqlConnectionStringBuilder(settings.ConnectionString).Password.ShouldBe("""a;b"c'd=e""");
    }

    [Fact]
    public void Query_parameters_are_keywords_of_libpq_or_Npgsql()
    {
        var settings = PostgresUrl.Parse(
            "postgres://localhost/db?sslmode=verify-full&application_name=my%20app&connect_timeout=7&Keepalive=3&sslrootcert=/etc/ca.pem");

        (settings.SslMode, settings.ApplicationName, settings.Timeout, settings.KeepAlive, settings.RootCertificate)
            .ShouldBe((SslMode.VerifyFull, "my app", 7, 3, "/etc/ca.pem"));
    }

    [Theory]
    [InlineData("postgres:///db?host=/var/run/postgresql", "/var/run/postgresql")]
    [InlineData("postgres://localhost/db?host=/tmp/with%20space", "/tmp/with space")]
    [InlineData("postgres://[::1]:5433/db", "::1")]
    public void The_host_may_be_a_socket_folder_or_IPv6_address(string url, string host) => PostgresUrl.Parse(url).Host.ShouldBe(host);

    [Theory]
    [InlineData("postgres://u:p@h1:5432,h2:5433/db", "h1:5432,h2:5433")]
    [InlineData("postgres://u:p@h1,h2/db", "h1:5432,h2:5432")]
    [InlineData("postgres://u:p@[::1]:5433,[fd00::2]/db", "[::1]:5433,[fd00::2]:5432")]
    [InlineData("postgres://u:p@localhost/db?host=h1,h2", "h1:5432,h2:5432")]
    [InlineData("postgres:///db?host=h1,h2&port=5433,5434", "h1:5433,h2:5434")]
    [InlineData("postgres:///db?host=h1:5433,h2:5434", "h1:5433,h2:5434")]
    [InlineData("postgres:///db?host=h1,h2&port=5433", "h1:5433,h2:5433")]
    public async Task Several_servers_are_checked_for_the_primary_every_second(string url, string servers)
    {
        var settings = PostgresUrl.Parse(url);

        (settings.Host, settings.TargetSessionAttributes, settings.HostRecheckSeconds).ShouldBe((servers, "primary", 1));
        await using var database = new Database(url);
        database.Servers.ShouldBe(servers);
    }

    [Fact]
    public void Defaults_for_several_servers_can_be_overridden()
    {
        var settings = PostgresUrl.Parse("postgres://h1,h2/db?target_session_attrs=prefer-standby&Host%20Recheck%20Seconds=7");

        (settings.TargetSessionAttributes, settings.HostRecheckSeconds).ShouldBe(("prefer-standby", 7));
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost/db")]
    [InlineData("mysql://u:hunter2@localhost/db")]
    [InlineData("postgres://u:hunter2@localhost")]
    [InlineData("postgres://u:hunter2@localhost/")]
    [InlineData("postgres://u:hunter2@localhost:port/db")]
    [InlineData("postgres://u:hunter2@h1:5432,h2:port/db")]
    [InlineData("postgres://u:hunter2@h1,,h2/db")]
    [InlineData("postgres://u:hunter2/x@h1:5432/db")]
    [InlineData("postgres://u:hunter2@h1,h2,h3/db?port=1,2")]
    [InlineData("postgres://u:hunter2@h1,h2/db?target_session_attrs=hunter2")]
    [InlineData("postgres://u:hunter2@localhost/db?nonsense=hunter2")]
    [InlineData("postgres://u:hunter2@localhost/db?sslmode=hunter2")]
    [InlineData("postgres://u:hunter2@localhost/db?password=x&Port=hunter2")]
    public void An_invalid_url_is_refused_without_its_password(string url)
    {
        var refusal = Should.Throw<FormatException>(() => PostgresUrl.Parse(url));

        refusal.ToString().ShouldNotContain("hunter2");
    }
}

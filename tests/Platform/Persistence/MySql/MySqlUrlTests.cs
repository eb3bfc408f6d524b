using Shouldly;
using Tracker.Platform.Persistence.MySql;

namespace Tracker.Tests.Platform.Persistence.MySql;

public sealed class MySqlUrlTests
{
    [Theory]
    [InlineData("mysql://taskuser:taskpassword@db:3307/task_manager", "db", 3307, "task_manager", "taskuser", "taskpassword")]
    [InlineData("mysql://taskuser@db/tasks", "db", 3306, "tasks", "taskuser", "")]
    [InlineData("mariadb://u:p%40ss%2Fword@[::1]:3306/tasks", "::1", 3306, "tasks", "u", "p@ss/word")]
    [InlineData("mysql://u:p@one,two/tasks", "one,two", 3306, "tasks", "u", "p")]
    public void A_url_names_server_database_and_user(
        string url, string server, uint port, string database, string user, string password)
    {
        var settings = MySqlUrl.Parse(url);

        (settings.Server, settings.Port, settings.Database).ShouldBe((server, port, database));
        (settings.UserID, settings.Password).ShouldBe((user, password));
    }

    [Fact]
    public void A_query_sets_options_of_the_driver() =>
        MySqlUrl.Parse("mysql://u:p@db/tasks?sslmode=required").SslMode.ShouldBe(MySqlConnector.MySqlSslMode.Required);

    [Theory]
    [InlineData("postgres://u:secret@db/tasks")]
    [InlineData("mysql://u:secret@db")]
    [InlineData("mysql://u:secret@db:0/tasks")]
    [InlineData("mysql://u:secret@one:1,two:2/tasks")]
    [InlineData("mysql://u:secret@db/tasks?colour=secret")]
    [InlineData("mysql://u:secret@db/tasks?sslmode=secret")]
    [InlineData("mysql")]
    public void An_invalid_url_is_refused_without_its_password(string url) =>
        Should.Throw<FormatException>(() => MySqlUrl.Parse(url)).Message.ShouldNotContain("secret");

    [Theory]
    [InlineData("mysql://db/tasks", true)]
    [InlineData("MariaDB://db/tasks", true)]
    [InlineData("postgres://db/tasks", false)]
    [InlineData("", false)]
    public void The_scheme_names_the_kind_of_database(string url, bool isMySql) => MySqlUrl.IsMySql(url).ShouldBe(isMySql);
}

create table payments (
    id             text    primary key,
    order_id       text    not null unique,
    customer_id    text    not null,
    email          text    not null,
    callback_url   text,
    standing       text    not null check (standing in ('SUCCEEDED', 'DECLINED', 'REFUNDED', 'VOIDED')),
    amount         numeric not null,
    currency       text    not null,
    payment_method text    not null,
    reason         text    check (reason is null or standing = 'DECLINED'),
    events         bigint  not null check (events >= 0)
);

comment on column payments.standing is 'VOIDED: nothing was charged for the order, and nothing will be';
comment on column payments.events is 'how many events the payment has published';

grant select, insert, update on payments to ${serviceRole};
